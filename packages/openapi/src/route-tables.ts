import { repliesOf, type RouteDeclaration, type ServiceContract } from '@chowk/runtime/http';

const who = ({ auth }: RouteDeclaration): string => (typeof auth === 'string' ? auth : auth.join(', '));

const answers = (spec: RouteDeclaration): string =>
  [...new Set(repliesOf(spec).map(({ status }) => status))].join(', ');

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The routes of all services as Markdown tables, for docs/http.md. */
export function routeTables(contracts: readonly ServiceContract[]): string {
  const sections = contracts.flatMap(({ title, service, capabilities }) => [
    `## ${title} (\`${service}\`)`,
    ...Object.entries(capabilities).flatMap(([capability, routes]) => [
      `### ${capability}`,
      [
        '| method | path | for | what it does | answers | codes of its own | idempotency |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        ...Object.values(routes).map((spec) => {
          const codes = (spec.errors ?? []).map((code) => `\`${code}\``).join(' ');
          const summary = spec.development ? `${spec.summary} (development only)` : spec.summary;
          return `| ${spec.method.toUpperCase()} | \`${cell(spec.path)}\` | ${who(spec)} | ${cell(summary)} | ${answers(spec)} | ${codes} | ${spec.idempotency ?? ''} |`;
        }),
      ].join('\n'),
    ]),
  ]);
  return `${sections.join('\n\n')}\n`;
}
