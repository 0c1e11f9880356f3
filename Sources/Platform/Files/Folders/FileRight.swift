import Kernel
import Store

/// The right of a reader to a file or folder.
package enum FileRight: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    /// To see it and to fetch its content.
    case view
    /// To change it and to add to it, too.
    case edit
    /// The owner's: to delete it and to see all its shares, too.
    case own
}

extension FileRight: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .view: 0
        case .edit: 1
        case .own: 2
        }
    }

    /// Refuses a reader who has less.
    func demand(_ least: FileRight) throws(Problem) {
        guard self >= least else { throw Problem(.forbidden) }
    }
}
