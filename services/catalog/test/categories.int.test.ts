import { peopleOf, categoryBody } from './builders.ts';
import { startCatalog, type TestCatalog } from './fixture.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const { admin, merchant, makeCategory } = peopleOf(() => catalog);

describe('categories', () => {
  test('are found by slug and type, in their order', async () => {
    const second = await makeCategory({ type: 'play', sortOrder: 2 });
    const first = await makeCategory({ type: 'play', sortOrder: 1 });
    const list = await catalog.anonymous.get('/api/v1/categories?type=play');
    expect(list.body.data.items.map((one: { id: string }) => one.id)).toEqual([first.id, second.id]);
    const one = await catalog.anonymous.get(`/api/v1/categories/${first.slug}`);
    expect(one.body.data.category).toEqual(first);
    expect((await catalog.anonymous.get('/api/v1/categories/nowhere')).body.code).toBe('CATEGORY_NOT_FOUND');
  });

  test('a slug is taken once, also when 10 ask for it at the same time', async () => {
    const body = categoryBody();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => admin().post('/api/v1/categories', body)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    expect(answers.find((answer) => answer.status === 409)!.body.code).toBe('SLUG_TAKEN');
  });

  test('cannot be put below themselves, nor can two changes at once close a circle', async () => {
    const top = await makeCategory();
    const child = await makeCategory({ parentId: top.id });
    const circle = await admin().put(
      `/api/v1/categories/${top.id}`,
      categoryBody({ slug: top.slug, parentId: child.id }),
    );
    expect(circle.status).toBe(422);
    expect(circle.body.details).toEqual([expect.objectContaining({ path: 'parentId' })]);

    const [a, b] = [await makeCategory(), await makeCategory()];
    const put = (one: typeof a, parentId: string) =>
      admin().put(`/api/v1/categories/${one.id}`, categoryBody({ slug: one.slug, parentId }));
    const statuses = (await Promise.all([put(a, b.id), put(b, a.id)])).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([200, 422]);
  });

  test('stay while something belongs to them', async () => {
    const parent = await makeCategory();
    const child = await makeCategory({ parentId: parent.id });
    const refused = await admin().delete(`/api/v1/categories/${parent.id}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'CATEGORY_IN_USE']);
    expect((await admin().delete(`/api/v1/categories/${child.id}`)).status).toBe(200);
    expect((await admin().delete(`/api/v1/categories/${parent.id}`)).status).toBe(200);
    expect((await admin().delete(`/api/v1/categories/${parent.id}`)).body.code).toBe('CATEGORY_NOT_FOUND');
  });

  test('are edited by staff only, and not over the head of another', async () => {
    const category = await makeCategory();
    const path = `/api/v1/categories/${category.id}`;
    const body = categoryBody({ slug: category.slug });
    expect((await merchant().put(path, body)).status).toBe(403);
    expect((await catalog.anonymous.put(path, body)).status).toBe(401);
    expect((await admin().put(path, body, { 'if-match': '"v1"' })).status).toBe(200);
    const stale = await admin().put(path, body, { 'if-match': '"v1"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await admin().delete(path, { 'if-match': '"v1"' })).status).toBe(412);
  });
});
