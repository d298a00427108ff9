/** A person's session with a GraphQL shop: the token that the shop hands out goes along from then on. */
export function createGraphqlSession(url: string) {
  let token: string | undefined;
  /** @throws Error with what the shop refused: an error of GraphQL, or an error result */
  return async (query: string, variables: object = {}): Promise<Record<string, GraphqlAnswer>> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    token ??= response.headers.get('vendure-auth-token') ?? undefined;
    const { data, errors } = (await response.json()) as {
      data?: Record<string, GraphqlAnswer>;
      errors?: unknown;
    };
    const refused = Object.values(data ?? {}).find((answer) => answer?.errorCode !== undefined);
    if (errors !== undefined || !data || refused) throw new Error(JSON.stringify(errors ?? refused ?? data));
    return data;
  };
}

// Each query has fields of its own; whoever asks knows them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type GraphqlAnswer = any;
