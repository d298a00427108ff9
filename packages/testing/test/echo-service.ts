// A service as small as they come, for the tests of spawnService.
import { baseConfigSchema } from '@chowk/runtime/config';
import { failpoint } from '@chowk/runtime/failpoints';
import { runService } from '@chowk/runtime/lifecycle';

await runService({
  service: 'echo',
  schema: baseConfigSchema,
  process,
  async compose({ config, shutdown, http }) {
    if (config.HTTP_KEEP_ALIVE_MS === 1_001) throw new Error('that is not for us');
    http.mount((_request, response) => void failpoint('echo.request').then(() => response.end('hello')));
    shutdown.add('http server', () => http.stop());
    return { httpPort: http.port };
  },
});
