/** The canvas theme of the page, read again whenever the root element says that the theme changed. */
import { type CanvasTheme, readTheme } from '../../canvas/theme.ts'

/** To be called while a component is set up. */
export function watchCanvasTheme(): { readonly theme: CanvasTheme } {
  const root = document.documentElement
  const read = (): CanvasTheme => {
    const styles = getComputedStyle(root)
    return readTheme((name) => styles.getPropertyValue(name).trim())
  }
  let theme = $state.raw(read())
  $effect(() => {
    const observer = new MutationObserver(() => {
      theme = read()
    })
    observer.observe(root, { attributes: true, attributeFilter: ['data-theme', 'data-contrast', 'data-density'] })
    return () => {
      observer.disconnect()
    }
  })
  return {
    get theme() {
      return theme
    },
  }
}
