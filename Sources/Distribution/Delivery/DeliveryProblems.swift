import Kernel

// swift-format-ignore
extension Problem.Code {
    static let routeNotPlanned = Self("distribution.route_not_planned", 409, ["en": "The route has already started or ended.", "ar": "بدأ المسار بالفعل أو انتهى.", "ku": "ڕێگاکە دەستی پێکردووە یان تەواو بووە."])
    static let routeFull       = Self("distribution.route_full", 409, ["en": "The route does not have enough capacity for the orders.", "ar": "عدد الطلبات أكبر من سعة المسار.", "ku": "ژمارەی داواکارییەکان لە گنجایشی ڕێگاکە زیاترە."])
    static let orderOnRoute    = Self("distribution.order_on_route", 409, ["en": "One of the orders is on another open route.", "ar": "أحد الطلبات مدرج في مسار مفتوح آخر.", "ku": "یەکێک لە داواکارییەکان لەسەر ڕێگایەکی کراوەی ترە."])
    static let orderUnderWay   = Self("distribution.order_under_way", 409, ["en": "The order is on a delivery route that has started. Finish or cancel the route first.", "ar": "الطلب على مسار توصيل بدأ بالفعل. أنهِ المسار أو ألغه أولاً.", "ku": "داواکارییەکە لەسەر ڕێگایەکی گەیاندنە کە دەستی پێکردووە. سەرەتا ڕێگاکە تەواو بکە یان هەڵیبوەشێنەوە."])
}

// swift-format-ignore
extension Refusal {
    static let noStops        = Refusal("no_stops", ["en": "the route has no orders", "ar": "لا يوجد أي طلب على المسار", "ku": "هیچ داواکارییەک لەسەر ڕێگاکە نییە"])
    static let notDeliverable = Refusal("not_deliverable", ["en": "is not an order of this zone that is waiting for delivery", "ar": "ليس طلباً من هذه المنطقة ينتظر التوصيل", "ku": "داواکارییەکی ئەم ناوچەیە نییە کە چاوەڕێی گەیاندن بێت"])
}
