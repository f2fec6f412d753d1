/** What axe finds wrong on a page. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Each violation as its rule and the elements, empty where there are none. */
export async function violations(page: Page): Promise<readonly unknown[]> {
  const results = await new AxeBuilder({ page })
    // A page of its own, in which axe would add up its results, is not to be had everywhere.
    .setLegacyMode()
    // To describe what passes is most of the work.
    .options({ resultTypes: ['violations'] })
    // Splitters lie between the landmarks that they divide, as the pattern for them says.
    .exclude('[role=separator]')
    .analyze()
  return results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}
