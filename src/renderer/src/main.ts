/** Starts the page: finds its shell, mounts the window. */
import './styles/tokens.css'
import './styles/base.css'
import './styles/overlays.css'
import { mount } from 'svelte'
import Window from './layout/Window.svelte'
import { createShell } from './transport/shell.ts'

const target = document.getElementById('app')
if (target === null) throw new Error('the page has no #app')
mount(Window, { target, props: { shell: createShell(window), store: localStorage } })
