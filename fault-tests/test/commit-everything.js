import { registerHooks } from 'node:module';

/*
 * Breaks the service on purpose, for the test that shows the oracle notices: it commits what was fetched instead of
 * what is done.
 */
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith('/kafka/committer.ts')) return loaded;
    const source = String(loaded.source);
    const broken = source.replaceAll('work.committable()', 'work.position()');
    if (broken === source) throw new Error('nothing to break: the committer reads something else by now');
    return { ...loaded, source: broken };
  },
});
