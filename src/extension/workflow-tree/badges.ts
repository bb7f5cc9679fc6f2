import * as vscode from "vscode";
import type { Severity } from "../../core/checks/check.ts";
import { worstSeverity } from "../../core/sources/source-overview.ts";
import { decoratedUri, type Row } from "./rows.ts";

/** The number of findings behind each row, in the colour of the gravest, as the Explorer shows it for files. */
export interface Badges extends vscode.FileDecorationProvider, vscode.Disposable {
  show(rows: readonly Row[]): void;
}

export function createBadges(): Badges {
  const emitter = new vscode.EventEmitter<vscode.Uri[]>();
  let badges: ReadonlyMap<string, Badge> = new Map();
  return {
    onDidChangeFileDecorations: emitter.event,
    provideFileDecoration: (uri) => {
      const badge = badges.get(uri.toString());
      return badge && decorationOf(badge);
    },
    show: (rows) => {
      const all = rows.flatMap((row) => (row.kind === "file" ? [row, ...row.nodes] : [row]));
      const before = badges;
      badges = new Map(all.map((row) => [decoratedUri(row).toString(), badgeOf(row)]));
      // Those that stay as they are would flicker.
      const changed = all.map(decoratedUri).filter((uri) => !isAlike(before.get(`${uri}`), badges.get(`${uri}`)));
      if (changed.length > 0) emitter.fire(changed);
    },
    dispose: () => emitter.dispose(),
  };
}

interface Badge {
  readonly count: number;
  readonly worst: Severity | undefined;
}

function badgeOf({ findings }: Row): Badge {
  return { count: findings.length, worst: worstSeverity(findings) };
}

function isAlike(one: Badge | undefined, other: Badge | undefined): boolean {
  return one?.count === other?.count && one?.worst === other?.worst;
}

function decorationOf({ count, worst }: Badge): vscode.FileDecoration | undefined {
  if (worst === undefined) return undefined;
  const color = colors[worst];
  return {
    badge: count > 9 ? "9+" : String(count),
    tooltip: count === 1 ? "1 finding" : `${count} findings`,
    ...(color ? { color: new vscode.ThemeColor(color) } : {}),
  };
}

const colors: Readonly<Partial<Record<Severity, string>>> = {
  error: "list.errorForeground",
  warning: "list.warningForeground",
};
