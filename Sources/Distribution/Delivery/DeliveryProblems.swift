import Kernel

// swift-format-ignore
extension Problem.Code {
    static let routeNotPlanned = Self("distribution.route_not_planned", 409, ["en": "The route has left already, or is over.", "ar": "انطلق المسار أو انتهى.", "ku": "ڕێگاکە دەستی پێکردووە یان تەواو بووە."])
    static let routeFull       = Self("distribution.route_full", 409, ["en": "There are more orders than the route has room for.", "ar": "عدد الطلبات أكبر من سعة المسار.", "ku": "ژمارەی داواکارییەکان لە گنجایشی ڕێگاکە زیاترە."])
    static let orderOnRoute    = Self("distribution.order_on_route", 409, ["en": "An order is on another open route.", "ar": "أحد الطلبات على مسار مفتوح آخر.", "ku": "داواکارییەک لەسەر ڕێگایەکی کراوەی ترە."])
}

// swift-format-ignore
extension Refusal {
    static let noStops        = Refusal("no_stops", ["en": "there is no order on the route", "ar": "لا يوجد أي طلب على المسار", "ku": "هیچ داواکارییەک لەسەر ڕێگاکە نییە"])
    static let notDeliverable = Refusal("not_deliverable", ["en": "is no order of this zone that waits to be delivered", "ar": "ليس طلباً من هذه المنطقة ينتظر التوصيل", "ku": "داواکارییەکی ئەم ناوچەیە نییە کە چاوەڕێی گەیاندن بێت"])
}
