import Platform

extension Bound {
    // swift-format-ignore
    static let all: [Bound] = [
        Bound("POST /orders",                             .openOrders, .openOrdersAtFirst, .openOrderValue, .openOrderValueAtFirst, .heldGoods),
        Bound("DELETE /orders/{id}",                      .cancelledOrders),
        Bound("POST /orders/{id}/reorder",                because: "fills the caller's cart up to its limit of products; a cart holds no stock"),
        Bound("POST /needed-items",                       .neededItems, .neededItemsADay),
        Bound("DELETE /needed-items/{id}",                because: "no more than the requests made; sends no notification"),
        Bound("POST /notify-me/{productId}",              .waiting),
        Bound("DELETE /notify-me/{productId}",            because: "deletes one of the caller's own rows"),
        Bound("POST /users/favorites/{productId}",        .favourites),
        Bound("DELETE /users/favorites/{productId}",      because: "deletes one of the caller's own rows"),
        Bound("POST /cart/items",                         .cartProducts),
        Bound("PUT /cart/items/{id}",                     because: "changes one of the caller's own rows; a cart holds no stock"),
        Bound("DELETE /cart/items/{id}",                  because: "deletes one of the caller's own rows"),
        Bound("DELETE /cart",                             because: "deletes the caller's own rows"),
        Bound("POST /cart/quick-stock-check",             because: "computes and stores nothing"),
        Bound("POST /cart/validate",                      because: "computes and stores nothing"),
        Bound("POST /cart/validate-checkout",             because: "computes and stores nothing"),
        Bound("POST /price-lists/explain",                because: "computes and stores nothing"),
        Bound("POST /promotions/apply",                   because: "computes and stores nothing"),
        Bound("POST /promotions/preview",                 because: "computes and stores nothing"),
        Bound("POST /addresses",                          .addresses),
        Bound("PUT /addresses/{id}",                      because: "changes one of the caller's own rows"),
        Bound("DELETE /addresses/{id}",                   because: "deletes one of the caller's own rows"),
        Bound("PATCH /addresses/{id}/default",            because: "changes one of the caller's own rows"),
        Bound("PUT /users/{id}",                          because: "changes one of the caller's own rows"),
        Bound("DELETE /users/{id}",                       because: "deletes the caller's own account"),
        Bound("POST /upload",                             .imageBytes),
    ]
}
