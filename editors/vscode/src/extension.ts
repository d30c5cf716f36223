// Starts `huurproef lsp` and leaves the rest to it: everything that is known of a policy is known there.

import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("huurproef.restart", restart),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("huurproef")) {
        await restart();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await stop();
}

async function restart(): Promise<void> {
  await stop();
  await start();
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  // One that never came up has nothing to stop.
  await running?.stop().catch(() => undefined);
}

async function start(): Promise<void> {
  const settings = vscode.workspace.getConfiguration("huurproef");
  const program = settings.get<string>("path", "huurproef");
  const language = settings.get<string>("language", "auto");
  const server: ServerOptions = {
    command: program,
    args: language === "auto" ? ["lsp"] : ["lsp", "--lang", language],
  };
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "beleid" }],
  };
  client = new LanguageClient("huurproef", "Huurproef", server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    await notStarted(program, error);
  }
}

// A policy is still coloured without the server; the rest asks for the program.
async function notStarted(program: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const choice = await vscode.window.showErrorMessage(
    `Huurproef: \`${program}\` does not start, so policies are not checked (${reason}).`,
    "Open settings",
  );
  if (choice !== undefined) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "huurproef.path");
  }
}
