// The peer: express 5 with http-proxy-middleware 3, no policy at all. Bare as it comes, or with KEEP_ALIVE set
// with an agent that keeps its connections.
import { Agent } from 'node:http';
import express from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';

const app = express();
app.get('/readyz', (_request, response) => void response.send('ok'));
const agent = process.env.KEEP_ALIVE ? new Agent({ keepAlive: true, maxSockets: 128 }) : undefined;
app.use(createProxyMiddleware({ target: process.env.TARGET!, ...(agent && { agent }) }));
app.listen(Number(process.env.PORT), '127.0.0.1');
