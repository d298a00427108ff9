import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

const message = (text) => ({ message: text });
const DOMAIN_PURE = 'domain/ is pure: it takes time, ids and data as arguments and imports nothing outward.';

/** The direction of imports inside a service: http, grpc, consumers -> use-cases -> domain; adapters meet at ports. */
const forbidImports = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const noOtherService = {
  regex: '^@chowk/(gateway|auth|catalog|orders|wallet|notify|nfc-qr)(/|$)',
  message: 'A service never imports another service: call it over gRPC or consume its events.',
};
const noTesting = {
  regex: '^@chowk/(testing|devstack)',
  message: 'Test tooling stays out of production code.',
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '.data/**',
      '**/generated/**',
      'bench/raw/**',
      '**/.turbo/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        setImmediate: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
        performance: 'readonly',
        module: 'writable',
      },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 250 }],
    },
  },
  // A test file tells one story; its length is that of the story.
  { files: ['**/*.test.ts'], rules: { 'max-lines': ['error', { max: 450 }] } },
  {
    files: ['services/*/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      ...forbidImports([noOtherService, noTesting]),
      'no-restricted-globals': [
        'error',
        {
          name: 'process',
          ...message('Only main.ts and command-line tools touch process; take settings from config.'),
        },
      ],
    },
  },
  { files: ['services/*/src/{main.ts,cli/*.ts}'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['services/*/src/**/*.routes.ts', 'services/*/src/**/grpc/*.ts'],
    rules: forbidImports([
      noOtherService,
      noTesting,
      { regex: '/persistence/', ...message('Routes and gRPC servers call use cases, never a repository.') },
    ]),
  },
  {
    files: ['services/*/src/**/use-cases/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: forbidImports([
      noOtherService,
      noTesting,
      {
        regex: '/(http|grpc|persistence|consumers)/|^@chowk/runtime/(http|mongo|redis)$',
        ...message('A use case sees ports and domain only.'),
      },
      {
        regex: '^(express|mongoose|ioredis|amqplib|@grpc/.*)$',
        ...message('A use case sees ports and domain only.'),
      },
    ]),
  },
  {
    files: ['services/*/src/**/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      ...forbidImports([
        noOtherService,
        noTesting,
        { regex: '^(?!.*/domain/)\\.\\./', ...message(DOMAIN_PURE) },
        {
          regex:
            '^(express|mongoose|ioredis|amqplib|undici|@grpc/.*|@chowk/(messaging|idempotency|contracts))$',
          ...message(DOMAIN_PURE),
        },
      ]),
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: DOMAIN_PURE,
        },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: DOMAIN_PURE },
        { selector: "CallExpression[callee.name='randomUUID']", message: DOMAIN_PURE },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: DOMAIN_PURE,
        },
      ],
    },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  { files: ['scripts/**', 'tools/**', 'e2e/**', 'bench/**'], rules: { 'no-console': 'off' } },
  prettier,
);
