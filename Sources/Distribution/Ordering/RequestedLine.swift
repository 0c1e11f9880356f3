import Kernel
import Platform
import Store

/// A requested quantity of a product, with its place in the request.
struct RequestedLine: Sendable {
    let product: ID<Product>
    var quantity: Int
    /// JSON pointer to the quantity in the request, for refusals.
    let pointer: String

    /// Pieces of one product in an order or a cart; the same bounds hold in the API document and in the tables.
    typealias Quantity = Ranged<1, 100_000>
    static let maximumQuantity = Quantity.range.upperBound
    /// The maximum number of products.
    static let maximumProducts = 100
}

extension [RequestedLine] {
    /// Merges repeated products into their first mention; refused when the sum exceeds the maximum.
    func merged() throws(Problem) -> [RequestedLine] {
        var merged: [RequestedLine] = []
        var places: [ID<Product>: Int] = [:]
        for requested in self {
            guard let place = places[requested.product] else {
                places[requested.product] = merged.count
                merged.append(requested)
                continue
            }
            merged[place].quantity += requested.quantity
        }
        let faults = merged.filter { $0.quantity > RequestedLine.maximumQuantity }.map {
            Problem.Fault($0.pointer, Refusal(.outOfRange(RequestedLine.Quantity.range)))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return merged
    }

    /// Checks that everything can be ordered; otherwise the refusal lists every obstacle at once.
    ///
    /// Missing stock is a conflict (409), because it may be back in a moment; all else is an invalid request (422).
    func check(against orderables: [ID<Product>: OrderableProduct]) throws(Problem) {
        var wrong: [Problem.Fault] = []
        var lacking: [(requested: RequestedLine, shortage: Shortage)] = []
        for requested in self {
            guard let orderable = orderables[requested.product] else {
                wrong.append(Problem.Fault(requested.pointer, OrderObstacle.notOnSale.refusal(of: nil)))
                continue
            }
            for obstacle in orderable.obstacles(to: requested.quantity) {
                if obstacle == .outOfStock {
                    lacking.append(
                        (
                            requested,
                            Shortage(
                                product: requested.product,
                                requested: requested.quantity,
                                available: orderable.stock
                            )
                        )
                    )
                } else {
                    wrong.append(Problem.Fault(requested.pointer, obstacle.refusal(of: orderable)))
                }
            }
        }
        guard wrong.isEmpty else { throw Problem(.invalid, faults: wrong + lacking.map(\.requested.lack)) }
        guard lacking.isEmpty else {
            throw Problem.outOfStock(lacking.map(\.shortage), faults: lacking.map(\.requested.lack))
        }
    }
}

extension RequestedLine {
    fileprivate var lack: Problem.Fault { Problem.Fault(pointer, OrderObstacle.outOfStock.refusal(of: nil)) }
}

// swift-format-ignore
extension OrderObstacle {
    func refusal(of orderable: OrderableProduct?) -> Refusal {
        Refusal(rawValue, message(of: orderable))
    }

    /// A message for people, with the numbers of `ware` where they matter.
    func message(of orderable: OrderableProduct?) -> LocalizedText {
        let (least, step) = (orderable?.minimum ?? 1, orderable?.step ?? 1)
        return switch self {
        case .notOnSale: ["en": "is not available for sale", "ar": "غير معروض للبيع", "ku": "نافرۆشرێت"]
        case .notInZone: ["en": "is not delivered to your zone", "ar": "لا يُوصَّل إلى منطقتك", "ku": "ناگەیەنرێتە ناوچەکەت"]
        case .belowMinimum: ["en": "at least \(least) must be ordered", "ar": "يجب ألا تقل الكمية المطلوبة عن \(least)", "ku": "دەبێت لانیکەم \(least) داوا بکرێت"]
        case .notInPacks: ["en": "is sold in packs of \(step)", "ar": "يباع بعبوات من \(step)", "ku": "بە پاکەتی \(step) دەفرۆشرێت"]
        case .outOfStock: ["en": "is not in stock in this quantity", "ar": "الكمية المتوفرة غير كافية", "ku": "ئەم بڕە لە کۆگادا نییە"]
        }
    }
}
