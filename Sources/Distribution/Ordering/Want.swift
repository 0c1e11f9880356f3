import Kernel
import Platform
import Store

/// A requested quantity of a product, with its place in the request.
struct Want: Sendable {
    let product: ID<Product>
    var quantity: Int
    /// JSON pointer to the quantity in the request, for refusals.
    let pointer: String

    /// Pieces of one product in an order or a cart; the same bounds hold in the API document and in the tables.
    typealias Quantity = Ranged<1, 100_000>
    static let most = Quantity.range.upperBound
    /// The maximum number of products.
    static let mostProducts = 100
}

extension [Want] {
    /// Merges repeated products into their first mention; refused when the sum exceeds the maximum.
    func merged() throws(Problem) -> [Want] {
        var merged: [Want] = []
        var places: [ID<Product>: Int] = [:]
        for want in self {
            guard let place = places[want.product] else {
                places[want.product] = merged.count
                merged.append(want)
                continue
            }
            merged[place].quantity += want.quantity
        }
        let faults = merged.filter { $0.quantity > Want.most }.map {
            Problem.Fault($0.pointer, Refusal(.outOfRange(Want.Quantity.range)))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return merged
    }

    /// Checks that everything can be ordered; otherwise the refusal lists every obstacle at once.
    ///
    /// Missing stock is a conflict (409), because it may be back in a moment; all else is an invalid request (422).
    func check(against wares: [ID<Product>: Ware]) throws(Problem) {
        var wrong: [Problem.Fault] = []
        var lacking: [(want: Want, shortage: Shortage)] = []
        for want in self {
            guard let ware = wares[want.product] else {
                wrong.append(Problem.Fault(want.pointer, OrderObstacle.notOnSale.refusal(of: nil)))
                continue
            }
            for obstacle in ware.obstacles(to: want.quantity) {
                if obstacle == .outOfStock {
                    lacking.append(
                        (
                            want,
                            Shortage(product: want.product, requested: want.quantity, available: ware.stock)
                        )
                    )
                } else {
                    wrong.append(Problem.Fault(want.pointer, obstacle.refusal(of: ware)))
                }
            }
        }
        guard wrong.isEmpty else { throw Problem(.invalid, faults: wrong + lacking.map(\.want.lack)) }
        guard lacking.isEmpty else {
            throw Problem.outOfStock(lacking.map(\.shortage), faults: lacking.map(\.want.lack))
        }
    }
}

extension Want {
    fileprivate var lack: Problem.Fault { Problem.Fault(pointer, OrderObstacle.outOfStock.refusal(of: nil)) }
}

// swift-format-ignore
extension OrderObstacle {
    func refusal(of ware: Ware?) -> Refusal {
        Refusal(rawValue, message(of: ware))
    }

    /// A message for people, with the numbers of `ware` where they matter.
    func message(of ware: Ware?) -> LocalizedText {
        let (least, step) = (ware?.least ?? 1, ware?.step ?? 1)
        return switch self {
        case .notOnSale: ["en": "is not available for sale", "ar": "غير معروض للبيع", "ku": "نافرۆشرێت"]
        case .notInZone: ["en": "is not delivered to your zone", "ar": "لا يُوصَّل إلى منطقتك", "ku": "ناگەیەنرێتە ناوچەکەت"]
        case .belowMinimum: ["en": "at least \(least) must be ordered", "ar": "أقل كمية للطلب \(least)", "ku": "کەمترین بڕ \(least) ە"]
        case .notInPacks: ["en": "is sold in packs of \(step)", "ar": "يباع بعبوات من \(step)", "ku": "بە پاکەتی \(step) دەفرۆشرێت"]
        case .outOfStock: ["en": "is not in stock in this quantity", "ar": "الكمية المتوفرة غير كافية", "ku": "بڕی پێویست نییە"]
        }
    }
}
