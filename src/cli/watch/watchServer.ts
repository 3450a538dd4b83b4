/** Serves the page of a fit that runs, to this machine alone and to whoever knows its address. */
import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { UserError } from "../../../engine/core/UserError.js";
import { secretToken } from "../../platform/node/secretToken.js";
import { liveMarkup, livePage, livePolicy } from "./livePage.js";
import { liveSections } from "./liveSections.js";
import type { LiveState } from "./liveFit.js";

/** A page that is being served. */
export interface WatchServer {
  /** Its address, with the token that opens it. */
  readonly url: string;
  /** Stops once the page has seen the end, or after a moment. */
  close(): Promise<void>;
}

/** Milliseconds that an open page is given to fetch the end. */
const farewell = 1500;

const loopback = "127.0.0.1";

/**
 * Serves `GET /TOKEN/` and `GET /TOKEN/state` on the loopback interface. Requests with another `Host` (a page elsewhere whose name was
 * made to point here), without the token, or with another method are refused. No request can end the fit: what goes wrong is answered with status 500.
 *
 * @param port 0 for any that is free.
 * @throws UserError when the port cannot be had.
 */
export async function watchServer(state: LiveState, title: string, port: number): Promise<WatchServer> {
  const token = secretToken();
  let seen = -1;
  let asked = false;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { port: own } = server.address() as AddressInfo;
    const asking = allowedPath(request, token, own);
    if (asking === undefined) return refuse(response, request.method === "GET" ? 403 : 405);
    // Not as a URL: whoever asks may send what is none.
    const [path, query = ""] = asking.split("?", 2);
    if (path === "/") return send(response, "text/html; charset=utf-8", livePage(title));
    if (path !== "/state") return refuse(response, 404);
    asked = true;
    const { version } = state;
    if (new URLSearchParams(query).get("after") === String(version)) return void response.writeHead(204).end();
    const text = JSON.stringify(stateOf(state, version));
    seen = version;
    send(response, "application/json", text);
  };
  const server = createServer((request, response) => {
    try {
      answer(request, response);
    } catch {
      // The fit goes on, whatever a request asks and whatever cannot be drawn of its state.
      if (response.headersSent) response.destroy();
      else refuse(response, 500);
    }
  });
  await listening(server, port);
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://${loopback}:${own}/${token}/`,
    async close() {
      const until = Date.now() + farewell;
      while (asked && seen !== state.version && Date.now() < until) await new Promise((wait) => setTimeout(wait, 50));
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

function stateOf(state: LiveState, version: number) {
  const { progress, chains, ended, stopping } = state;
  const finished = [...progress.values()].filter(({ phase }) => phase === "finished").length;
  const running = stopping ? "Stopping: what has been drawn is kept" : `${finished} of ${chains} chains finished`;
  return {
    version,
    html: liveMarkup(liveSections(state)),
    status: ended ?? running,
    ended: ended !== undefined,
  };
}

/** What follows the token, where host, method and token are right. */
function allowedPath({ method, url = "", headers }: IncomingMessage, token: string, port: number): string | undefined {
  const hosts = [`${loopback}:${port}`, `localhost:${port}`];
  if (method !== "GET" || !hosts.includes(headers.host ?? "")) return undefined;
  const [, given = "", rest] = /^\/([\w-]*)(\/.*)$/.exec(url) ?? [];
  const [own, other] = [Buffer.from(token), Buffer.from(given)];
  return own.length === other.length && timingSafeEqual(own, other) ? rest : undefined;
}

function send(response: ServerResponse, type: string, text: string): void {
  response
    .writeHead(200, {
      "content-type": type,
      "content-security-policy": livePolicy,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "same-origin",
    })
    .end(text);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "text/plain", "cache-control": "no-store" }).end(`${status}\n`);
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // Kept for as long as the server runs, since an error that nobody hears would end the fit.
    server.on("error", (error) =>
      reject(
        new UserError(`--watch: port ${port} cannot be used (${error.message}): leave the number out for a free one`),
      ),
    );
    server.listen(port, loopback, () => resolve());
  });
}
