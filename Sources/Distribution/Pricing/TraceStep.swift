import Kernel

/// One step of working out a price.
struct TraceStep: Sendable, Equatable {
    enum Kind: String, Codable, CaseIterable, Sendable {
        case listPrice = "list_price"
        case priceList = "price_list"
        case linePromotion = "line_promotion"
        case buyXGetY = "buy_x_get_y"
        case bundle
        case orderPromotion = "order_promotion"
        case delivery
    }

    let kind: Kind
    var product: ID<Product>?
    var company: ID<Company>?
    var promotion: ID<Promotion>?
    var priceList: ID<PriceList>?
    /// What the offer or list is called.
    var name: Name?
    var quantity: Int?
    /// A price of one, a fee, or what is taken off.
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
    /// In words, for people.
    func text(in languages: [Language]) -> String {
        let name = name?.text(in: languages) ?? ""
        let count = quantity ?? 0
        return sentence(name, count, amount.value).text(in: languages)
    }

    // swift-format-ignore
    private func sentence(_ name: String, _ count: Int, _ amount: Int64) -> LocalizedText {
        switch kind {
        case .listPrice: ["en": "\(count) at \(amount) IQD each", "ar": "\(count) بسعر \(amount) د.ع للوحدة", "ku": "\(count) دانە بە \(amount) دینار"]
        case .priceList: ["en": "“\(name)”: \(amount) IQD each from \(count) on", "ar": "«\(name)»: \(amount) د.ع للوحدة ابتداءً من \(count)", "ku": "«\(name)»: \(amount) دینار لە \(count) دانەوە"]
        case .linePromotion, .orderPromotion: ["en": "“\(name)” takes \(amount) IQD off", "ar": "خصم «\(name)»: \(amount) د.ع", "ku": "داشکاندنی «\(name)»: \(amount) دینار"]
        case .buyXGetY, .bundle: ["en": "“\(name)”, \(count) times: \(amount) IQD off", "ar": "«\(name)» × \(count): خصم \(amount) د.ع", "ku": "«\(name)» × \(count): داشکاندنی \(amount) دینار"]
        case .delivery: ["en": "Delivery: \(amount) IQD", "ar": "التوصيل: \(amount) د.ع", "ku": "گەیاندن: \(amount) دینار"]
        }
    }
}
