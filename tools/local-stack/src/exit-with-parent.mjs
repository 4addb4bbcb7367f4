// Loaded before each app (`node --import`): ends it when its supervisor is gone, which closes the
// channel between them even after SIGKILL. Nothing else would end it then.
// Node processes that the app starts load this too; only the app itself is the supervisor's child.
const supervisor = process.env.CLUSTERBOARD_SUPERVISOR ?? String(process.ppid);
if (process.channel && supervisor === String(process.ppid)) {
  // Waiting for that must not keep an app alive that has finished.
  process.channel.unref();
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), 20_000).unref();
  });
}
