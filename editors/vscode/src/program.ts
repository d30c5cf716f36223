// The program `huurproef`: where it stands, and how it is started.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import * as vscode from "vscode";

/** Why there is no server. */
export class NotStarted extends Error {
  constructor(
    readonly program: string,
    readonly what: "missing" | "silent" | "failed",
    /** What the program or the system says. */
    readonly reason = "",
  ) {
    super(`${program}: ${what} ${reason}`);
  }
}

/** The program that a setting names: a name for the path, a place, or a place in the home or opened folder. */
export function programAt(setting: string): string {
  const named = setting.trim() || "huurproef";
  if (/^~[/\\]/.test(named)) {
    return join(homedir(), named.slice(2));
  }
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file");
  const isPlace = /[/\\]/.test(named) && !isAbsolute(named);
  return isPlace && folder !== undefined ? join(folder.uri.fsPath, named) : named;
}

/** Starts the program. It stands in the home folder, so that a name is never found in the folder that was opened. */
export async function run(program: string, args: string[]): Promise<ChildProcess> {
  const child = spawn(program, args, { cwd: homedir(), windowsHide: true });
  try {
    await once(child, "spawn");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === "ENOENT" ? new NotStarted(program, "missing") : new NotStarted(program, "failed", message);
  }
  return child;
}
