/// A permission of a person at Google, as small as possible.
package enum GoogleAccess: String, Codable, CaseIterable, Sendable {
    /// To read when the person is busy, and to write lessons into the calendar.
    case calendar
    /// To put files into Google Drive, and to read files that the person opens with this site.
    case drive

    var scopes: [String] {
        let root = "https://www.googleapis.com/auth/"
        return switch self {
        case .calendar:
            [root + "calendar.events", root + "calendar.calendarlist.readonly", root + "calendar.freebusy"]
        case .drive: [root + "drive.file"]
        }
    }

    /// The permissions that the scopes of an answer stand for.
    static func granted(by scopes: String) -> [GoogleAccess] {
        let given = Set(scopes.split(separator: " ").map(String.init))
        return allCases.filter { given.isSuperset(of: $0.scopes) }
    }
}
