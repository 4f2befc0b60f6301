// Unleash's server as it comes, on a free port; run with the Node 20 that it needs.
const { start } = require('unleash-server');

start({
  databaseUrl: process.env.DATABASE_URL,
  db: { ssl: false },
  server: { port: 0, host: '127.0.0.1' },
  versionCheck: { enable: false, url: '' },
  telemetry: false,
  logLevel: 'error',
}).then(({ server }) => {
  // The first tokens are in by now; an orderly stop would trip over what it does in the background.
  if (process.argv.includes('--prepare')) process.exit();
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
