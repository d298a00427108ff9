// A service as small as they come, for the tests of spawnService.
import { baseConfigSchema } from '@chowk/runtime/config';
import { failpoint } from '@chowk/runtime/failpoints';
import { listen } from '@chowk/runtime/http';
import { runService } from '@chowk/runtime/lifecycle';

await runService({
  service: 'echo',
  schema: baseConfigSchema,
  process,
  async compose({ config, shutdown }) {
    if (config.PORT === 1) throw new Error('that port is not for us');
    const server = await listen(
      (_request, response) => void failpoint('echo.request').then(() => response.end('hello')),
      { host: config.HOST, port: config.PORT },
    );
    shutdown.add('http server', () => server.stop());
    return { httpPort: server.port };
  },
});
