import { createTestKeys, startInProcess, testEnv, testClient, uniqueName } from '@chowk/testing';
import { compose } from './src/compose.ts';
import { configSchema } from './src/config.ts';
import mongoose from 'mongoose';
import { execFileSync } from 'node:child_process';
// @ts-ignore
import { doc } from '/tmp/exp/fill.mjs';
process.env.MONGODB_URI = process.env.FIG_URI!;
const keys = createTestKeys();
const sizes = [[200, 50], [20000, 5000]] as const;
const services = [] as any[];
for (const [n, shops] of sizes) {
  const name = uniqueName('fig');
  const env = { ...testEnv('catalog', keys, name, name), MONGODB_URI: process.env.FIG_URI! + '&monitorCommands=true', CHECK_REPLIES: 'false' };
  const svc = await startInProcess({ schema: configSchema, compose: (c: any) => compose(c), env });
  const conn = mongoose.connections.find((c) => c.name === name)!;
  let commands = 0; conn.getClient().on('commandStarted', (e: any) => { if (e.commandName !== 'hello') commands++; });
  const db = conn.db!;
  const cats = Array.from({ length: 21 }, (_, i) => ({ _id: 'cat_' + i, name: 'C' + i, slug: 'c-' + i, type: 'home_delivery', parentId: i < 3 && i > 0 ? 'cat_20' : null, sortOrder: i, icon: null, image: null, colour: null, tags: [], version: 1 }));
  await db.collection('categories').insertMany(cats as any);
  let seed = 7; const rnd = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  const stores = Array.from({ length: shops }, (_, i) => ({ _id: 'str_' + i, name: `Store ${(i * 7919) % shops}`, description: 'd'.repeat(150), categoryIds: ['cat_' + (i % 20)], ownerUserId: 'u', address: { line1: 'x', area: 'y', city: ['Indore', 'Pune'][i % 2], state: 'MP', pincode: '452001' }, location: { type: 'Point', coordinates: [75.85 + (rnd() - 0.5) * 0.4, 22.72 + (rnd() - 0.5) * 0.4] }, hours: { zone: 'Asia/Kolkata', weekly: [{ day: 'mon', opens: '09:00', closes: '21:00' }] }, minimumOrder: { amount: 1, currency: 'INR' }, deliveryFee: { amount: 1, currency: 'INR' }, deliveryRadiusMetres: 5000, gstin: null, image: null, active: true, partner: false, cashbackBps: 0, version: 1, createdAt: new Date(), deletedAt: null }));
  for (let i = 0; i < shops; i += 1000) await db.collection('stores').insertMany(stores.slice(i, i + 1000) as any);
  for (let i = 0; i < n; i += 1000) { const ds = Array.from({ length: Math.min(1000, n - i) }, (_, k) => doc(i + k, n)); ds.forEach((d: any, k: number) => (d.storeId = 'str_' + ((i + k) % shops)));
    await db.collection('products').insertMany(ds as any);
    await db.collection('stock').insertMany(ds.map((d: any) => ({ _id: d.variants[0].sku, productId: d._id, storeId: d.storeId, active: true, productVersion: 1, onHand: 5, allocated: d.inStock ? 1 : 5, threshold: 2, holds: [], adjustmentIds: [], inStock: d.inStock })) as any); }
  const deep = await db.collection('products').find({ deletedAt: null }).sort({ createdAt: -1, _id: -1 }).skip(Math.floor(n * 0.7)).limit(1).next();
  services.push({ n, svc, http: testClient(svc.url).with(keys.headers('catalog')), count: async (f: () => Promise<any>) => { const b = commands; await f(); return commands - b; }, deep });
}
execFileSync('node', ['/tmp/exp/sql.ts', '/var/lib/chowk/bffb46497f836a69/documentdb', 'VACUUM ANALYZE'], { stdio: 'inherit' });
const deepCursor = async (s: any, path: string) => { let c = ''; for (let i = 0; i < (s.n > 1000 ? 30 : 1); i++) { const a = await s.http.get(path + '&limit=' + (s.n > 1000 ? 100 : 20) + c); if (a.status !== 200) throw new Error(path + c + a.text); if (!a.body.meta.nextCursor) break; c = '&cursor=' + encodeURIComponent(a.body.meta.nextCursor); } return path + '&limit=20' + c; };
const Q: Record<string, string | ((s: any) => Promise<string>)> = {
  'products newest': '/api/v1/products?limit=20', 'price_asc': '/api/v1/products?limit=20&sort=price_asc', 'price_desc': '/api/v1/products?limit=20&sort=price_desc', name: '/api/v1/products?limit=20&sort=name',
  'q=thing (all)': '/api/v1/products?q=thing', 'q=th price_asc': '/api/v1/products?q=th&sort=price_asc', 'q=w17 (4%)': '/api/v1/products?q=w17', 'q=nomatch': '/api/v1/products?q=zzz', 'q=thing w17': '/api/v1/products?q=thing%20w17',
  'category 5%': '/api/v1/products?category=cat_3', 'category price': '/api/v1/products?category=cat_3&sort=price_asc', 'category name': '/api/v1/products?category=cat_3&sort=name', 'subtree of 3': '/api/v1/products?category=cat_20', 'subtree price': '/api/v1/products?category=cat_20&sort=price_asc',
  'store': '/api/v1/products?store=str_7', 'store price': '/api/v1/products?store=str_7&sort=price_desc', 'featured 0.1%': '/api/v1/products?featured=true', 'inStock 10%': '/api/v1/products?inStock=true', 'inStock price': '/api/v1/products?inStock=true&sort=price_asc', 'inStock=false': '/api/v1/products?inStock=false', 'inStock category': '/api/v1/products?inStock=true&category=cat_10', 'q=thing inStock': '/api/v1/products?inStock=true&q=thing',
  'price band 0.1%': '/api/v1/products?minPrice=2000&maxPrice=2050', 'price band 75%': '/api/v1/products?minPrice=2000&maxPrice=40000',
  'page after 3000': (s) => deepCursor(s, '/api/v1/products?sort=newest'), 'price after 3000': (s) => deepCursor(s, '/api/v1/products?sort=price_asc'),
  'stores by name': '/api/v1/stores?limit=20', 'stores city': '/api/v1/stores?city=Pune', 'stores category': '/api/v1/stores?category=cat_3', 'nearby 5 km': '/api/v1/stores/nearby?lat=22.72&lng=75.85&radius=5000', 'nearby 20 km': '/api/v1/stores/nearby?lat=22.72&lng=75.85&radius=20000',
};
for (const [name, q] of Object.entries(Q).slice(Number(process.env.FROM ?? 0))) {
  const paths: string[] = []; for (const s of services) paths.push(typeof q === 'string' ? q : await q(s));
  const ts: number[][] = [[], []]; const items = [0, 0]; const cmds = [0, 0];
  for (let i = 0; i < 22; i++) for (const k of [0, 1]) { const t = performance.now(); const a = await services[k].http.get(paths[k]); if (i >= 4) ts[k]!.push(performance.now() - t); if (a.status !== 200) throw new Error(name + a.text); items[k] = a.body.data.items.length; }
  for (const k of [0, 1]) cmds[k] = await services[k].count(() => services[k].http.get(paths[k]));
  const med = ts.map((t) => t.sort((a, b) => a - b)[9]!);
  console.log(name.padEnd(18), med.map((m, k) => `${m.toFixed(1)} (${items[k]})`).join(' -> ').padEnd(26), 'x' + (med[1]! / med[0]!).toFixed(2), 'min', ts.map((t) => t[0]!.toFixed(1)).join(' -> '), 'commands', cmds.join('/'));
}
for (const s of services) { await s.svc.stop(); }
process.exit(0);
