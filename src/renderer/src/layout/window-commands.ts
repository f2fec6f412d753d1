/** Commands of the window itself: opening, appearance, help, moving between regions. */
import type { Command } from '../commands/commands.svelte.ts'
import type { App } from '../state/app.svelte.ts'
import { themeChoices, type Preferences } from '../state/preferences.svelte.ts'
import { focusFind, focusNextRegion } from './regions.ts'

interface Overlays {
  openPalette(): void
  openComparePicker(): void
  openSheet(): void
  openSettings(): void
  openCrashes(): void
  openLicenses(): void
}

export function windowCommands(app: App, preferences: Preferences, overlays: Overlays): readonly Command[] {
  const dialogs = (): boolean => app.info?.dialogs === true
  const hasSession = (): boolean => app.session !== undefined || app.pair !== undefined
  return [
    {
      id: 'open-folder',
      title: 'Open folder…',
      group: 'File',
      keys: ['Mod+O'],
      when: dialogs,
      run: () => void app.choose('folder'),
    },
    {
      id: 'open-file',
      title: 'Open file…',
      group: 'File',
      keys: ['Mod+Shift+O'],
      when: dialogs,
      run: () => void app.choose('file'),
    },
    {
      id: 'open-sample',
      title: 'Open the sample run',
      group: 'File',
      when: () => app.info?.samples[0] !== undefined,
      run: () => {
        app.open(app.info?.samples.slice(0, 1) ?? [])
      },
    },
    {
      id: 'compare-samples',
      title: 'Compare the sample runs',
      group: 'File',
      when: () => (app.info?.samples.length ?? 0) >= 2,
      run: () => {
        app.open(app.info?.samples.slice(0, 2) ?? [])
      },
    },
    {
      id: 'compare-with',
      title: 'Compare with…',
      group: 'File',
      when: () => app.session !== undefined,
      run: overlays.openComparePicker,
    },
    {
      id: 'compare-with-folder',
      title: 'Compare with a folder…',
      group: 'File',
      when: () => app.session !== undefined,
      run: () => void app.chooseOther('folder'),
    },
    {
      id: 'compare-with-file',
      title: 'Compare with a file…',
      group: 'File',
      when: () => app.session !== undefined,
      run: () => void app.chooseOther('file'),
    },
    {
      id: 'save-archive',
      title: 'Save as .rollout…',
      group: 'File',
      keys: ['Mod+Shift+S'],
      when: () => app.session?.overview?.hasEvidence === true,
      run: app.save,
    },
    {
      id: 'reveal',
      title: 'Show in folder',
      group: 'File',
      when: () => app.session !== undefined && app.info?.reveal === true,
      run: () => void app.reveal(app.session?.ticket.ticket),
    },
    { id: 'reopen', title: 'Reopen this trace', group: 'File', when: hasSession, run: app.reopen },
    { id: 'close-trace', title: 'Close this trace', group: 'File', when: hasSession, run: app.closeSession },
    { id: 'palette', title: 'Find a command or object', group: 'Go', keys: ['Mod+K'], run: overlays.openPalette },
    {
      id: 'find',
      title: 'Find in this view or document',
      group: 'Go',
      keys: ['Mod+F'],
      when: hasSession,
      run: () => void focusFind(document),
    },
    {
      id: 'next-region',
      title: 'Next region of the window',
      group: 'Go',
      keys: ['F6'],
      run: () => void focusNextRegion(document, 1),
    },
    {
      id: 'previous-region',
      title: 'Previous region of the window',
      group: 'Go',
      keys: ['Shift+F6'],
      run: () => void focusNextRegion(document, -1),
    },
    { id: 'settings', title: 'Settings…', group: 'File', keys: ['Mod+,'], run: overlays.openSettings },
    {
      id: 'switch-theme',
      title: 'Switch theme: system, light, dark',
      group: 'Appearance',
      run: () => {
        const at = themeChoices.indexOf(preferences.theme)
        preferences.theme = themeChoices[(at + 1) % themeChoices.length] ?? 'system'
        app.say(`Theme: ${preferences.theme}`)
      },
    },
    {
      id: 'switch-density',
      title: 'Switch density: compact, comfortable',
      group: 'Appearance',
      run: () => {
        preferences.density = preferences.density === 'compact' ? 'comfortable' : 'compact'
      },
    },
    {
      id: 'switch-zone',
      title: 'Switch times: local, UTC',
      group: 'Appearance',
      run: () => {
        preferences.zone = preferences.zone === 'local' ? 'utc' : 'local'
      },
    },
    {
      id: 'switch-clock',
      title: 'Switch clock: 24 hours, 12 hours',
      group: 'Appearance',
      run: () => {
        preferences.clock = preferences.clock === '24h' ? '12h' : '24h'
      },
    },
    { id: 'shortcuts', title: 'Keyboard shortcuts', group: 'Help', keys: ['?'], run: overlays.openSheet },
    { id: 'crash-reports', title: 'Crash reports…', group: 'Help', run: overlays.openCrashes },
    { id: 'licenses', title: 'About and licences…', group: 'Help', run: overlays.openLicenses },
  ]
}
