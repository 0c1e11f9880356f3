import Kernel

/// One step of a price calculation.
struct TraceStep: Sendable, Equatable {
    /// Kind of step in a price calculation.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// Starts from the catalogue price.
        case listPrice = "list_price"
        /// Replaces the catalogue price with a price list's.
        case priceList = "price_list"
        /// Applies a discount on targeted products.
        case linePromotion = "line_promotion"
        /// Makes pieces free.
        case buyXGetY = "buy_x_get_y"
        /// Applies bundle prices.
        case bundle
        /// Applies a discount on the whole order.
        case orderPromotion = "order_promotion"
        /// Adds a company's delivery fee.
        case delivery
    }

    let kind: Kind
    var product: ID<Product>?
    var company: ID<Company>?
    var promotion: ID<Promotion>?
    var priceList: ID<PriceList>?
    /// The name of the promotion or price list.
    var name: Name?
    var quantity: Int?
    /// A unit price, a fee or a discount.
    let amount: Dinars
}

extension TraceStep.Kind {
    init(_ stage: Promotion.Stage) {
        self =
            switch stage {
            case .line: .linePromotion
            case .buyXGetY: .buyXGetY
            case .bundle: .bundle
            case .order: .orderPromotion
            }
    }
}

extension TraceStep {
    /// An explanation for people.
    func text(in languages: [Language]) -> String {
        let name = name?.text(in: languages) ?? ""
        let count = quantity ?? 0
        return sentence(name, count, amount.value).text(in: languages)
    }

    // swift-format-ignore
    private func sentence(_ name: String, _ count: Int, _ amount: Int64) -> LocalizedText {
        switch kind {
        case .listPrice: ["en": "\(count) at \(amount) IQD each", "ar": "\(count) بسعر \(amount) د.ع للوحدة", "ku": "\(count) دانە، هەریەکەی بە \(amount) دینار"]
        case .priceList: ["en": "“\(name)”: \(amount) IQD each from \(count) pieces", "ar": "«\(name)»: \(amount) د.ع للوحدة ابتداءً من \(count)", "ku": "«\(name)»: هەر دانەیەک \(amount) دینار، لە \(count) دانەوە"]
        case .linePromotion, .orderPromotion: ["en": "“\(name)”: \(amount) IQD off", "ar": "خصم «\(name)»: \(amount) د.ع", "ku": "داشکاندنی «\(name)»: \(amount) دینار"]
        case .buyXGetY, .bundle: ["en": "“\(name)”, \(count) times: \(amount) IQD off", "ar": "«\(name)» × \(count): خصم \(amount) د.ع", "ku": "«\(name)» × \(count): داشکاندنی \(amount) دینار"]
        case .delivery: ["en": "Delivery: \(amount) IQD", "ar": "التوصيل: \(amount) د.ع", "ku": "گەیاندن: \(amount) دینار"]
        }
    }
}
