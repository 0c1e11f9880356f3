import Kernel
import Platform
import Web

/// A return of goods of a delivered order.
struct NewReturn: Body {
    /// The returned pieces by line; null or absent means everything not yet returned, with the delivery fee.
    var lines: [Pieces]?
    /// Reason for the return, which the shop and the company receive.
    var reason: Line<1, 500>
    /// True to put the goods back in stock for sale; absent means false.
    var isSellable: Bool?

    /// Returned pieces of one line.
    struct Pieces: Codable, Sendable {
        /// Number of the order line, counted from 1.
        var position: Int
        /// Returned pieces; at most those of the line that have not been returned before.
        var quantity: RequestedLine.Quantity
    }

    /// The returned lines with their quantities; a refusal lists every fault at once.
    ///
    /// An unknown line is 422; too large a quantity is 409, because it may have been right a moment ago.
    func pieces(of lines: [OrderLine]) throws -> [(line: OrderLine, count: Int)] {
        guard let named = self.lines else {
            return lines.filter { $0.left > 0 }.map { ($0, $0.left) }
        }
        let known = Dictionary(lines.map { ($0.position, $0) }) { first, _ in first }
        var pieces: [Int: (line: OrderLine, count: Int)] = [:]
        var faults = named.isEmpty ? [Problem.Fault("/lines", .notALine)] : []
        var excess: [Problem.Fault] = []
        for (index, part) in named.enumerated() {
            guard let line = known[part.position] else {
                faults.append(Problem.Fault("/lines/\(index)/position", .notALine))
                continue
            }
            if pieces.updateValue((line, part.quantity.value), forKey: part.position) != nil {
                faults.append(Problem.Fault("/lines/\(index)/position", .namedTwice))
            }
            if part.quantity.value > line.left {
                excess.append(Problem.Fault("/lines/\(index)/quantity", .moreThanLeft))
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        guard excess.isEmpty else { throw Problem(.returnedAlready, faults: excess) }
        return pieces.values.sorted { $0.line.position < $1.line.position }
    }
}
