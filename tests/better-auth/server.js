// better-auth's SCIM server, as its users write it, with everything in memory: `node server.js PORT`.
// The token that it accepts is in SCIM_TOKEN.
import { createServer } from 'node:http';
import { scim } from '@better-auth/scim';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';

const [port] = process.argv.slice(2);
const provisioning = scim({
  connections: [
    { id: 'entra', credentials: [{ type: 'bearer', id: 'entra', token: process.env.SCIM_TOKEN }] },
  ],
});
const tables = ['user', 'session', 'account', 'verification', ...Object.keys(provisioning.schema)];
const auth = betterAuth({
  baseURL: `http://127.0.0.1:${port}`,
  secret: 'nobody-signs-in-here-0123456789abcdef',
  database: memoryAdapter(Object.fromEntries(tables.map((table) => [table, []]))),
  telemetry: { enabled: false },
  plugins: [provisioning],
});
createServer(toNodeHandler(auth)).listen(Number(port), '127.0.0.1');
