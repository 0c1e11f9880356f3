import Kernel
import Platform
import Store

/// A file of a tutor that a student reaches, on a topic that the student does not master yet.
struct Material: Codable, Sendable {
    /// The shared document, with the name, type and size to show before it is fetched.
    var file: AttachedFile
    /// The matter of the file, which the student still has to practise.
    var topic: String
    /// Why it is suggested, in the reader's language.
    var why: String

    /// At most twenty, the weakest topics first; those of one tutor where one is named.
    static func of(
        _ student: ID<Account>,
        by tutor: ID<Account>? = nil,
        in languages: [Language],
        _ tx: borrowing Tx
    ) throws -> [Material] {
        let weak = try TopicMark.mastery(of: student, tx).filter { $0.value.hundredths < Mastery.weak }
        guard !weak.isEmpty else { return [] }
        let reach = FileReach(of: student, at: tx.now)
        let whose: SQL = tutor.map { "AND u.owner_id = \($0)" } ?? .empty
        let files: [UserFile] = try tx.all(
            """
            SELECT \(UserFile.columns(for: reach)) FROM \(UserFile.source) JOIN tutor t ON t.account_id = u.owner_id
             WHERE u.topic \(in: weak.keys.sorted()) AND u.owner_id <> \(student) AND \(reach.files()) \(whose)
             ORDER BY u.id DESC LIMIT 200
            """
        )
        let sorted = files.sorted { value(of: $0, weak) < value(of: $1, weak) }
        return sorted.prefix(20).map { file in
            let value = value(of: file, weak) / 100
            return Material(
                file: AttachedFile(file),
                topic: file.topic ?? "",
                why: why(value).text(in: languages)
            )
        }
    }

    private static func value(of file: UserFile, _ weak: [String: Mastery]) -> Int {
        file.topic.flatMap { weak[$0]?.hundredths } ?? Mastery.weak
    }

    private static func why(_ value: Int) -> LocalizedText {
        [
            "it": "La padronanza dell'argomento è \(value) su 100.",
            "en": "The mastery of the topic is \(value) of 100.",
        ]
    }
}
