// Preloaded into the command by memory.long.test.ts: as it ends, it says on its fourth stream what memory it took at most.
const { writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
}
