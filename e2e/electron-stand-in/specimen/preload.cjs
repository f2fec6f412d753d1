const { contextBridge, ipcRenderer, webUtils } = require('electron')

const attempt = (act) => {
  try {
    return act()
  } catch (error) {
    return error.message
  }
}

class Point {
  constructor() {
    this.x = 1
  }
  length() {
    return this.x
  }
}

contextBridge.exposeInMainWorld('specimen', {
  scope: {
    fs: attempt(() => require('fs')),
    events: attempt(() => require('node:events')),
    clipboard: attempt(() => String(require('electron').clipboard)),
    isolated: process.contextIsolated,
    leaked: typeof window.fromPage,
  },
  nested: { list: [{ deep: true }] },
  point: new Point(),
  mixed: { symbol: Symbol('x'), when: new Date(5) },
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  ping: (value) => ipcRenderer.send('ping', value),
  onPong: (listener) => {
    const forward = (_event, ...args) => listener(...args)
    ipcRenderer.on('pong', forward)
    return () => ipcRenderer.off('pong', forward)
  },
  fails: () => {
    throw Object.assign(new Error('from the preload'), { code: 'E' })
  },
  later: () => Promise.reject(Object.assign(new Error('later'), { code: 'E' })),
  kind: (value) => [Object.prototype.toString.call(value), value instanceof Uint8Array],
  pathOf: (file) => webUtils.getPathForFile(file),
})
