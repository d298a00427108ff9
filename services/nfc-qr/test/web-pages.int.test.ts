import { createHash } from 'node:crypto';
import { newId } from '@chowk/runtime/ids';
import { startNfcQr, type NfcQr } from './fixture.ts';

let service: NfcQr;
beforeAll(async () => {
  service = await startNfcQr({ env: { CONTACTS_PER_WINDOW: '2' } });
  service.as('usr_page');
});
afterAll(() => service.stop());

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = form) =>
  service.stranger.post(path, new URLSearchParams(fields).toString(), headers);
const lead = { scannerPhone: '+91 98765 43210', scannerEmail: 'scanner@example.com', notes: '' };
const submissionIn = (text: string) => /name="submission" value="([^"]+)"/.exec(text)![1]!;

describe('the page behind a sticker', () => {
  test('shows model, masked number and message, and needs neither script nor other servers', async () => {
    const { code } = (await service.carOf('usr_page', { customMessage: 'Back at six' })).qr;
    const page = await service.stranger.get(`/q/${code}`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    for (const words of ['Swift', 'MH******34', 'Back at six', '<html lang="en">', 'name="viewport"'])
      expect(page.text).toContain(words);
    expect(page.text).toMatch(/<meta property="og:title" content="Swift MH\*{6}34"/);
    expect(page.text).toMatch(/<meta property="og:description" content="Back at six"/);
    expect(page.text).not.toMatch(/<script|https?:|src=|style=|\son\w+=|Asha|MH 12/);
  });

  test('its policy allows its own style, its own forms, and nothing else', async () => {
    const { code } = (await service.carOf('usr_page')).qr;
    const page = await service.stranger.get(`/q/${code}`);
    const style = /<style>([\s\S]*?)<\/style>/.exec(page.text)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
  });

  test('every field of a form has a label', async () => {
    const { code } = (await service.carOf('usr_page')).qr;
    const { text } = await service.stranger.get(`/q/${code}`);
    const fields = [...text.matchAll(/<(?:input|select|textarea)\s[^>]*id="(\w+)"/g)].map(([, id]) => id);
    const labels = [...text.matchAll(/<label for="(\w+)"/g)].map(([, id]) => id);
    expect(fields).toEqual(['reason', 'phone', 'email', 'notes']);
    expect(labels).toEqual(fields);
  });

  test('what owners and scanners write is text and never markup', async () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='x'>&`;
    service.as('usr_evil', { plan: 'premium', name: evil, maskedPhone: evil });
    const fields = { carModel: evil, customMessage: evil, customFields: { Note: evil } };
    const { code } = (await service.carOf('usr_evil', fields)).qr;
    const open = await service.stranger.get(`/q/${code}`);
    const again = await post(`/q/${code}/scan`, {
      scannerPhone: '1',
      scannerEmail: evil,
      notes: `</textarea>${evil}`,
      submission: newId('frm'),
    });
    expect([open.status, again.status]).toEqual([200, 422]);
    for (const { text } of [open, again]) {
      expect(text).not.toMatch(/<script|<img|onerror='/);
      expect(text.match(/<\/textarea>/g)?.length ?? 0).toBeLessThanOrEqual(1);
      expect(text).toContain('&quot;&gt;&lt;script&gt;alert(1)');
    }
  });

  test('an owner with premium is shown at once, but not in what previews read', async () => {
    service.as('usr_prem', { plan: 'premium' });
    const { code } = (await service.carOf('usr_prem')).qr;
    const { text } = await service.stranger.get(`/q/${code}`);
    const [head = '', body = ''] = text.split('</head>');
    expect(body).toContain('Asha Rao');
    expect(body).toContain('+91******3210');
    expect(head).not.toMatch(/Asha|3210/);
    expect(body).not.toContain('/scan"');
  });

  test('an unknown code is a 404 page, one no longer in use a 410 page, for HEAD too', async () => {
    const car = await service.carOf('usr_page');
    await service.as('usr_page').delete(`/api/v1/cars/${car.id}`);
    for (const [code, status, words] of [
      ['QR001', 404, 'No such code'],
      [car.qr.code, 410, 'No longer in use'],
    ] as const) {
      const page = await service.stranger.get(`/q/${code}`);
      expect(page.status).toBe(status);
      expect(page.text).toContain(`<h1>${words}</h1>`);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(page.headers.get('cache-control')).toBe('no-store');
      const headers = service.keys.headers('nfc-qr');
      const head = await fetch(`${service.url}/q/${code}`, { method: 'HEAD', headers });
      expect([head.status, await head.text()]).toEqual([status, '']);
    }
  });
});

describe('the forms of the page', () => {
  test('phone and e-mail open the gate; the same form sent twice is one lead', async () => {
    const car = await service.carOf('usr_form');
    service.as('usr_form');
    const submission = submissionIn((await service.stranger.get(`/q/${car.qr.code}`)).text);
    const send = () => post(`/q/${car.qr.code}/scan`, { ...lead, submission });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    for (const { text } of [first, second]) {
      expect(text).toContain('Asha Rao');
      expect(text).toContain('MH 12 AB 1234');
    }
    const { items } = (await service.as('usr_form').get('/api/v1/scans')).body.data;
    expect(items.filter(({ kind }: { kind: string }) => kind === 'lead')).toMatchObject([
      { scannerPhone: '+919876543210', scannerEmail: 'scanner@example.com' },
    ]);
  });

  test('two pages give two submissions', async () => {
    const { code } = (await service.carOf('usr_page')).qr;
    const texts = await Promise.all([service.stranger.get(`/q/${code}`), service.stranger.get(`/q/${code}`)]);
    expect(submissionIn(texts[0].text)).not.toBe(submissionIn(texts[1].text));
  });

  test.each([
    ['a phone number that cannot be', { ...lead, scannerPhone: '12345' }],
    ['no phone number', { ...lead, scannerPhone: '' }],
    ['no e-mail address', { ...lead, scannerEmail: 'nobody' }],
    ['an essay', { ...lead, notes: 'x'.repeat(501) }],
    ['a field of its own', { ...lead, ownerUserId: 'usr_1' }],
  ])('%s brings the form back with what was typed', async (_what, fields) => {
    const { code } = (await service.carOf('usr_page')).qr;
    const page = await post(`/q/${code}/scan`, { ...fields, submission: newId('frm') });
    expect(page.status).toBe(422);
    expect(page.text).toContain('role="alert"');
    expect(page.text).toContain(`value="${fields.scannerEmail}"`);
    expect(page.text).not.toContain('Asha');
  });

  test('a message is sent without any number, and limited', async () => {
    const car = await service.carOf('usr_msg');
    const send = (submission: string, reason = 'window_open') =>
      post(`/q/${car.qr.code}/contact`, { reason, submission });
    const [m1, m2, m3, m4] = ['frm', 'frm', 'frm', 'frm'].map((kind) => newId(kind)) as [
      string,
      string,
      string,
      string,
    ];
    const sent = [await send(m1), await send(m1), await send(m2), await send(m3)];
    expect(sent.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
    expect(sent[0]!.text).toContain('The owner has been told');
    expect(Number(sent[3]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await send(m4, 'come out!')).status).toBe(422);
    expect((await service.as('usr_msg').get('/api/v1/scans')).body.data.items).toHaveLength(2);
  });

  test('only forms are read, and only small ones', async () => {
    const { code } = (await service.carOf('usr_page')).qr;
    const json = await service.stranger.post(`/q/${code}/scan`, lead);
    expect(json.status).toBe(415);
    const huge = await post(`/q/${code}/scan`, {
      ...lead,
      notes: 'x'.repeat(10_000),
      submission: newId('frm'),
    });
    expect(huge.status).toBe(413);
    const none = await fetch(`${service.url}/q/${code}/scan`, {
      method: 'POST',
      headers: { ...service.keys.headers('nfc-qr'), ...form },
    });
    expect(none.status).toBe(422);
  });
});
