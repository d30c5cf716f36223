// One server, from its start to its end, however it ends.

import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";
import { CloseAction, type CloseHandlerResult, LanguageClient, State } from "vscode-languageclient/node";
import { NotStarted, run } from "./program";

/** How long a program may take to answer as a language server: far longer than it does on a slow machine. */
const PATIENCE = 30_000;

/** The client, which says nothing of a start that fails: that is told once, in the words of the extension. */
class Client extends LanguageClient {
  starting = true;

  override error(message: string, data?: unknown, show?: boolean | "force"): void {
    super.error(message, data, this.starting ? false : show);
  }

  /** One that is not up has nothing to stop. */
  override async stop(timeout?: number): Promise<void> {
    if (this.state === State.Running) {
      await super.stop(timeout);
    }
  }
}

export class Session {
  private readonly client: Client;
  private child: ChildProcess | undefined;
  private closed: Promise<unknown> | undefined;
  private said = "";
  /** What lies beside policies: a change there is a change in what is found of them. */
  private readonly clauses = vscode.workspace.createFileSystemWatcher("**/sources/*.yaml");

  constructor(
    private readonly program: string,
    private readonly args: string[],
  ) {
    this.client = new Client("huurproef", "Huurproef", () => this.run(), {
      documentSelector: [{ language: "beleid" }],
      synchronize: { fileEvents: this.clauses },
      initializationFailedHandler: () => false,
      errorHandler: {
        error: (error, message, count) => usual.error(error, message, count),
        closed: (): CloseHandlerResult | Promise<CloseHandlerResult> =>
          this.client.starting ? { action: CloseAction.DoNotRestart, handled: true } : usual.closed(),
      },
    });
    const usual = this.client.createDefaultErrorHandler();
  }

  /** Starts the server; throws `NotStarted` where that fails. */
  async start(): Promise<void> {
    const late = setTimeout(PATIENCE, undefined, { ref: false }).then(() => {
      throw new NotStarted(this.program, "silent");
    });
    try {
      await Promise.race([this.client.start(), late]);
      this.client.starting = false;
    } catch (error) {
      await this.end();
      throw error instanceof NotStarted ? error : new NotStarted(this.program, "failed", this.said || String(error));
    }
  }

  async stop(): Promise<void> {
    await this.client.stop().catch(() => undefined);
    await this.end();
  }

  /** Hears out a program that is ending, and ends one that hangs. */
  private async end(): Promise<void> {
    this.clauses.dispose();
    await Promise.race([this.closed, setTimeout(1000, undefined, { ref: false })]);
    this.child?.kill();
  }

  private async run(): Promise<ChildProcess> {
    const child = await run(this.program, this.args);
    this.child = child;
    this.closed = once(child, "close").catch(() => undefined);
    // Of a program that is none of ours or too old, the first thing it says is why it does not start.
    child.stderr?.on("data", (data: Buffer) => {
      this.said ||= data.toString().trim().split("\n", 1)[0] ?? "";
    });
    return child;
  }
}
