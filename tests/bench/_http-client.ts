import { connect, type Socket } from "node:net";

/** A kept-alive connection that sends one request after the other. Its own cost is a few microseconds. */
export interface Connection {
  /** Sends the bytes of a request. @returns the status of the answer and the bytes of its body */
  ask(request: Buffer): Promise<{ readonly status: number; readonly body: Buffer }>;
  close(): void;
}

const END_OF_HEAD = Buffer.from("\r\n\r\n");
const LAST_CHUNK = Buffer.from("0\r\n\r\n");

/** @throws when the server closes the connection, or answers with a body of unknown length */
export function connection(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    let received = Buffer.alloc(0);
    let answer: ((value: { status: number; body: Buffer }) => void) | undefined;
    let fail: (error: Error) => void = reject;
    socket.on("data", (part) => {
      received = received.length === 0 ? part : Buffer.concat([received, part]);
      const found = completeAnswer(received);
      if (found === undefined || answer === undefined) return;
      received = Buffer.alloc(0);
      const give = answer;
      answer = undefined;
      give(found);
    });
    socket.on("error", (error) => fail(error));
    socket.on("close", () => fail(new Error("the server closed the connection")));
    socket.on("connect", () =>
      resolve({
        ask: (request) =>
          new Promise((give, refuse) => {
            answer = give;
            fail = refuse;
            socket.write(request);
          }),
        close() {
          fail = () => undefined;
          socket.destroy();
        },
      }),
    );
  });
}

function completeAnswer(bytes: Buffer): { status: number; body: Buffer } | undefined {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end < 0) return undefined;
  const head = bytes.toString("latin1", 0, end).toLowerCase();
  const status = Number(head.slice(9, 12));
  const body = bytes.subarray(end + END_OF_HEAD.length);
  if (status === 304 || status === 204) return { status, body };
  const length = /\r\ncontent-length: (\d+)/u.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length) ? { status, body } : undefined;
  return body.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK) ? { status, body } : undefined;
}

/** The bytes of a request on a kept-alive connection. */
export function request(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = "",
): Buffer {
  const all = {
    host: "127.0.0.1",
    ...headers,
    ...(method === "GET" ? {} : { "content-length": String(Buffer.byteLength(body)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}
