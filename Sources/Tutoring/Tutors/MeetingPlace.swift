import Kernel
import Store

/// Where the lessons of a tutor take place online.
struct MeetingPlace: Codable, Hashable, Sendable {
    /// How the meeting of a lesson is made.
    var kind: MeetingKind
    /// The fixed address; required for the kind `link`, and the fall-back of the others.
    var url: MeetingURL?
}

/// How the online meeting of a lesson is made.
enum MeetingKind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    /// A Google Meet for each lesson; the fixed address where none could be made.
    case meet
    /// A Zoom meeting for each lesson; the fixed address where none could be made.
    case zoom
    /// The fixed address.
    case link
}

/// An https address of an online meeting.
struct MeetingURL: TextValue {
    let rawValue: String

    init(unchecked normalised: String) {
        rawValue = normalised
    }

    static func normalised(_ text: String) throws(Refusal) -> String {
        let bytes = text.utf8
        let prefix = "https://"
        guard text.lowercased().hasPrefix(prefix), bytes.count > prefix.utf8.count, bytes.count <= 500,
            bytes.allSatisfy({
                $0 > 0x20 && $0 < 0x7F && $0 != 0x5C && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E
            }),
            !text.dropFirst(prefix.count).prefix(while: { $0 != "/" && $0 != "?" }).contains("@")
        else { throw Refusal.noMeetingAddress }
        return text
    }

    static let rule = TextRule(
        format: "uri",
        length: 9...500,
        example: "https://meet.example.com/room",
        description: "An https address."
    )
}
