import Platform

enum CatalogueAction: String, AuditAction {
    case categoryAdd = "distribution.category.add"
    case categoryChange = "distribution.category.change"
    case categoryDelete = "distribution.category.delete"
    case productAdd = "distribution.product.add"
    case productChange = "distribution.product.change"
    case productDelete = "distribution.product.delete"
    case productRestore = "distribution.product.restore"
}
