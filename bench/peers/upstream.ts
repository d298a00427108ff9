// A service that answers at once, so that the proxy in front of it is what is measured.
import { createServer } from 'node:http';

const body = Buffer.from(
  JSON.stringify({ success: true, data: { items: Array.from({ length: 10 }, (_, i) => ({ id: i })) } }),
);
createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
  if (request.url === '/readyz') return void response.end('ok');
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}).listen(Number(process.env.PORT), '127.0.0.1');
