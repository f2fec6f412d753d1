/** How Chromium is started for tests, pictures and benchmarks. */

/**
 * Parts of the browser around the page that no test looks at. The two popups of the address bar are pages of their own, for
 * every window, and cost more to load than the page. It takes the place of Playwright's own list, of which it repeats what
 * could be felt.
 */
export const unusedFeatures = `--disable-features=${[
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'AimEnabled'],
  ...['HttpsUpgrades', 'LensOverlay', 'MediaRouter', 'OptimizationHints', 'PaintHolding', 'PreconnectToSearch'],
].join(',')}`

/** Quiet and the same on every machine; containers have no user namespaces for the sandbox. */
export const chromiumFlags = [
  unusedFeatures,
  ...['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update'],
]
