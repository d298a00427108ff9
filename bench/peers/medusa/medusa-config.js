// A Medusa shop without its admin pages; everything that is not said here is at its default.
import { defineConfig } from '@medusajs/framework/utils';

export default defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: { storeCors: '*', adminCors: '*', authCors: '*', jwtSecret: 'bench', cookieSecret: 'bench' },
  },
});
