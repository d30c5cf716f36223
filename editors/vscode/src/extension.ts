// Starts `huurproef lsp` and leaves the rest to it: everything that is known of a policy is known there.

import * as vscode from "vscode";
import { Session } from "./session";
import { NotStarted, programAt } from "./program";
import { isDutch, notStarted, openSettings, tryAgain } from "./words";

let session: Session | undefined;
// Only the last of several restarts asked for at once starts a program.
let asked = 0;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("huurproef.restart", restart),
    vscode.commands.registerCommand("huurproef.translate", translate),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("huurproef")) {
        await restart();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  asked += 1;
  await stop();
}

// It is an action of the whole file, which no light bulb offers.
async function translate(): Promise<void> {
  await vscode.commands.executeCommand("editor.action.sourceAction", { kind: "source.translate", apply: "first" });
}

async function restart(): Promise<void> {
  asked += 1;
  const mine = asked;
  await stop();
  if (mine === asked) {
    await start();
  }
}

async function stop(): Promise<void> {
  const running = session;
  session = undefined;
  await running?.stop();
}

async function start(): Promise<void> {
  const settings = vscode.workspace.getConfiguration("huurproef");
  const language = settings.get<string>("language", "auto");
  const program = programAt(settings.get<string>("path", "huurproef"));
  const started = new Session(program, language === "auto" ? ["lsp"] : ["lsp", "--lang", language]);
  session = started;
  try {
    await started.start();
  } catch (error) {
    // One that was stopped meanwhile is not missed.
    if (session === started) {
      session = undefined;
      void tell(error instanceof NotStarted ? error : new NotStarted(program, "failed", String(error)), isDutch(language));
    }
  }
}

// A policy is still coloured without the server; the rest asks for the program.
async function tell(why: NotStarted, dutch: boolean): Promise<void> {
  const [again, settings] = [tryAgain(dutch), openSettings(dutch)];
  const choice = await vscode.window.showErrorMessage(notStarted(why, dutch), settings, again);
  if (choice === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "huurproef.path");
  } else if (choice === again) {
    await restart();
  }
}
