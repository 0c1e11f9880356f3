/// Makes the identifier of an operation, a client's method name, of its summary.
///
/// "List the office's appointments" is `listOfficeAppointments`: its words without articles and without the possessive.
enum OperationID {
    static func of(_ summary: String) -> String {
        let words = words(of: summary).filter { !articles.contains($0.lowercased()) }
        return words.prefix(1).map { $0.lowercased() }.joined() + words.dropFirst().map(raised).joined()
    }

    private static let articles: Set<String> = ["a", "an", "the"]

    /// A prefix of one or two letters, as in e-mail, is part of the word behind it.
    private static func words(of summary: String) -> [String] {
        summary.split(separator: " ").flatMap { word in
            let parts = owner(word).split { !$0.isLetter && !$0.isNumber }.map(String.init)
            guard parts.count > 1, parts[0].count <= 2 else { return parts }
            return [parts[0] + parts[1]] + parts.dropFirst(2)
        }
    }

    /// `office` of `office's`.
    private static func owner(_ word: Substring) -> Substring {
        ["'s", "’s"].contains { word.hasSuffix($0) } ? word.dropLast(2) : word
    }

    private static func raised(_ word: String) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }
}
