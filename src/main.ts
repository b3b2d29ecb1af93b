import { enableCompileCache } from 'node:module'

// Compiled code is kept in the system's folder for temporary files, so that the next start is quicker.
enableCompileCache()

// A reader that has seen enough (`nutgraf brief x | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const { runApp } = await import('./app.ts')
process.exitCode = await runApp(process)
