// Loaded before a measured process's own code: tells who started it what it has spent of the processor.
process.on('message', (asked) => {
  if (asked === 'cpu') process.send?.(process.cpuUsage())
})
