import Foundation

/// The environment variables, completed by a `.env` file in the working directory.
///
/// The environment takes precedence over the file.
struct Variables: Sendable {
    private let values: [String: String]

    init(_ values: [String: String]) {
        self.values = values
    }

    static func load() -> Variables {
        let file = (try? String(contentsOfFile: ".env", encoding: .utf8)) ?? ""
        return Variables(
            parse(file).merging(ProcessInfo.processInfo.environment) { _, environment in environment }
        )
    }

    /// Nil when the variable is unset or empty.
    subscript(name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    var names: [String] { values.keys.sorted() }

    /// Parses `NAME=value` lines.
    ///
    /// `#` begins a comment line; quotes around a value and the word `export` are removed.
    static func parse(_ text: String) -> [String: String] {
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            var line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("export ") { line = String(line.dropFirst("export ".count)) }
            guard !line.hasPrefix("#"), let sign = line.firstIndex(of: "=") else { continue }
            let name = line[..<sign].trimmingCharacters(in: .whitespaces)
            values[name] = unquoted(line[line.index(after: sign)...].trimmingCharacters(in: .whitespaces))
        }
        return values
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, let mark = text.first, mark == text.last, mark == "\"" || mark == "'" else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }
}

/// Reads settings and collects their faults.
struct SettingsReader {
    let variables: Variables
    private(set) var faults: [String] = []

    init(_ variables: Variables) {
        self.variables = variables
    }

    /// Reports a fault once, however many products it concerns.
    mutating func fault(_ setting: Setting, _ reason: String) {
        let fault = "\(setting.name): \(reason)"
        if !faults.contains(fault) { faults.append(fault) }
    }

    /// The value of the variable, or its fallback; for secrets `<NAME>_FILE` may name a file with the value.
    mutating func text(_ setting: Setting) -> String {
        given(setting) ?? setting.fallback
    }

    mutating func given(_ setting: Setting) -> String? {
        if let value = variables[setting.name] { return value }
        guard setting.isSecret, let path = variables[setting.name + "_FILE"] else { return nil }
        do {
            return try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(
                in: .whitespacesAndNewlines
            )
        } catch {
            fault(setting, "the file \(path) cannot be read")
            return nil
        }
    }

    mutating func number(_ setting: Setting, in range: ClosedRange<Int>) -> Int? {
        let text = text(setting)
        guard !text.isEmpty else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        fault(setting, "\(text) is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    mutating func choice<Value>(_ setting: Setting, of values: [(String, Value)]) -> Value? {
        let text = text(setting)
        if let match = values.first(where: { $0.0 == text }) { return match.1 }
        fault(setting, "\(text) is not one of \(values.map(\.0).joined(separator: ", "))")
        return nil
    }

    mutating func isOn(_ setting: Setting) -> Bool {
        choice(setting, of: [("on", true), ("off", false)]) ?? true
    }

    mutating func list(_ setting: Setting) -> [String] {
        text(setting).split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
            !$0.isEmpty
        }
    }
}
