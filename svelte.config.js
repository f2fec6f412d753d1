/** Read by the build, svelte-check and ESLint alike. */

/** bits-ui writes this into its wrappers; the page's policy refuses styles in markup, and says so. styles/overlays.css has it. */
const INLINE = ' style="display: contents;"'

/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  compilerOptions: { runes: true },
  preprocess: {
    name: 'no-inline-style',
    markup: ({ content, filename }) =>
      filename?.includes('/bits-ui/') === true && content.includes(INLINE)
        ? { code: content.replaceAll(INLINE, ' data-contents') }
        : undefined,
  },
}
