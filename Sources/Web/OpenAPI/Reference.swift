import Kernel

/// Markdown tables for `docs/reference`, from the same rows as the API document.
public enum Reference {
    public static func routes<Call: CallContext>(of mount: Mount<Call>) -> String {
        var lines = ["| method | path | permission | step-up | summary |", "|---|---|---|---|---|"]
        for route in mount.routes.sorted(by: { ($0.path, $0.method) < ($1.path, $1.method) }) {
            lines.append(
                "| \(route.method) | `\(route.path)` | `\(route.permission)` | \(route.policy.asked) | \(cell(route.summary)) |"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    public static func problems(_ codes: [Problem.Code]) -> String {
        var lines = ["| code | status | English | italiano |", "|---|---|---|---|"]
        for code in codes.sorted(by: { $0.name < $1.name }) {
            let titles = [Language.english, .italian].map { cell(code.title.text(in: $0)) }
            lines.append("| `\(code.name)` | \(code.status) | \(titles[0]) | \(titles[1]) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A bar would end the cell.
    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}

extension RoutePolicy {
    fileprivate var asked: String {
        let fresh: String? =
            switch freshness {
            case .always: "yes"
            case .forOthers: "for other accounts"
            case nil: nil
            }
        return [fresh, isForPeople ? "people only" : nil].compactMap(\.self).joined(separator: ", ")
    }
}
