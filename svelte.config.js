/** Read by the build, svelte-check and ESLint alike. */

/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  compilerOptions: { runes: true },
}
