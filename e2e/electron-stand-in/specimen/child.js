const { parentPort } = process
const own = [process.argv.at(-1), typeof process.send, process.type]
// Messages that came before this wait.
setTimeout(() => {
  parentPort.on('message', ({ data, ports }) => {
    parentPort.postMessage({
      own,
      got: Object.prototype.toString.call(data.bytes),
      isBuffer: Buffer.isBuffer(data.bytes),
      ports,
    })
  })
}, 20)
setInterval(() => undefined, 1000)
