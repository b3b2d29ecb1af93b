import { DatabaseSync } from 'node:sqlite'

// A module that runs before the program: after the signal SIGUSR2 no SQLite file grows any more, as on a full disk, and after
// another one there is room again.

const connections = new Set<DatabaseSync>()
const { prepare } = DatabaseSync.prototype
DatabaseSync.prototype.prepare = function (...given) {
  connections.add(this)
  return prepare.apply(this, given)
}

let isFull = false
process.on('SIGUSR2', () => {
  isFull = !isFull
  // SQLite takes the size that the file has where it is larger.
  for (const connection of connections) connection.exec(`pragma max_page_count = ${isFull ? 1 : 1_000_000}`)
  process.stderr.write(isFull ? 'the disk is full\n' : 'the disk has room\n')
})
