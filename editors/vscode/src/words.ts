// What the extension itself tells, in the language of the findings that it tells the absence of.

import * as vscode from "vscode";
import type { NotStarted } from "./program";

/** Whether is told in Dutch: as the setting says, else in the language of a policy that is open. */
export function isDutch(language: string): boolean {
  if (language !== "auto") {
    return language === "nl";
  }
  const policies = vscode.workspace.textDocuments.filter(({ languageId }) => languageId === "beleid");
  return policies.some((policy) => /^\s*beleid\s/m.test(policy.getText()));
}

export function notStarted(why: NotStarted, dutch: boolean): string {
  const consequence = dutch
    ? "Beleid wordt wel gekleurd, maar niet gecontroleerd. Installeer het programma, of zeg in de instelling " +
      "huurproef.path waar het staat."
    : "Policies are coloured, but not checked. Install the program, or say in the setting huurproef.path where it stands.";
  return `${whatHappened(why, dutch)}. ${consequence}`;
}

function whatHappened({ program, what, reason }: NotStarted, dutch: boolean): string {
  switch (what) {
    case "missing":
      return dutch ? `Het programma \`${program}\` is niet gevonden` : `The program \`${program}\` is not found`;
    case "silent":
      return dutch ? `\`${program}\` start, maar antwoordt niet` : `\`${program}\` starts, but does not answer`;
    case "failed":
      return dutch ? `\`${program}\` start niet (${reason})` : `\`${program}\` does not start (${reason})`;
  }
}

export const openSettings = (dutch: boolean): string => (dutch ? "Open de instelling" : "Open the setting");

export const tryAgain = (dutch: boolean): string => (dutch ? "Probeer opnieuw" : "Try again");
