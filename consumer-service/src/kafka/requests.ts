import { type API, type Consumer, kGetApi } from '@platformatic/kafka';

type Request = API<unknown[], unknown>;
/** The connection, the request's fields, and at last the function that gets the answer. */
export type Send = (...request: Parameters<Request>) => void;
export type Answered = (error: Error | null, response?: unknown) => void;

/**
 * From here on the client sends its requests of this name as `change` has it. For what the client has neither an
 * option nor an event: it looks up each request before it sends it, and that is an exported part of it.
 */
export function changeRequest(client: Consumer, changed: string, change: (send: Send) => Send): void {
  const getApi: GetApi = client[kGetApi].bind(client);
  const getChangedApi: GetApi = (name, callback) =>
    getApi(name, (error, request) => {
      // Its version, which is asked for, goes with it.
      if (request !== undefined && name === changed) callback(error, Object.assign(change(request), request));
      else callback(error, request);
    });
  Object.assign(client, { [kGetApi]: getChangedApi });
}

type GetApi = (name: string, callback: (error: Error | null, request?: Request) => void) => void;
