import Kernel
import Platform
import Web

/// The filter of a category list.
struct CategoryFilter: Query {
    /// Only the direct subcategories of this category.
    var parentId: ID<Category>?

    func takes(_ category: Category) -> Bool { parentId == nil || category.parent == parentId }
}

/// A category to create.
struct NewCategory: Body {
    /// Shown to buyers in their language.
    var name: Name
    /// The category directly above; absent or null puts it at the root.
    var parentId: ID<Category>?
    /// Sort key among siblings, ascending; 0 when absent.
    var position: Ranged<0, 1_000_000>?
    /// False hides it with everything below it; true when absent.
    var isActive: Bool?
}

/// Changes of a category; absent members stay as they are, and null moves it to the root.
struct CategoryChanges: Body, MergePatch {
    /// Replaces every translation.
    var name: Name?
    /// The category to move it below; null moves it to the root.
    var parentId: Change<ID<Category>>
    /// True moves it to the root, whatever `parent_id` says.
    var isRoot: Bool?
    /// Sort key among siblings, ascending.
    var position: Ranged<0, 1_000_000>?
    /// False hides it with everything below it.
    var isActive: Bool?
}

/// A category with its place in the tree.
struct CategoryView: View {
    var id: ID<Category>
    /// The category directly above; null at the root.
    var parentId: ID<Category>?
    /// Depth in the tree; 0 at the root.
    var level: Int
    /// The name in the caller's language, or in Arabic where it has not been translated.
    var title: String
    /// Every translation.
    var name: Name
    /// Sort key among siblings, ascending.
    var position: Int
    /// Whether it is shown to buyers; an inactive parent hides it too.
    var isActive: Bool
    /// The time at which the category was added to the catalogue.
    var createdAt: Instant
    /// Time of the last change; equal to `created_at` before any.
    var updatedAt: Instant
    /// Raised by one with each change; expected in `If-Match`.
    var version: Int
    /// From the root down to the category itself; absent unless a single category is read.
    var path: [CategoryCrumb]?
    /// The direct subcategories; absent unless a single category is read.
    var children: [CategoryCrumb]?

    init(_ category: Category, level: Int, in languages: [Language]) {
        id = category.id
        parentId = category.parent
        self.level = level
        title = category.name.text(in: languages)
        name = category.name
        position = category.position
        isActive = category.isActive
        createdAt = category.createdAt
        updatedAt = category.updatedAt
        version = category.version
    }
}

/// A reference to a category by its name.
struct CategoryCrumb: View {
    var id: ID<Category>
    /// The name in the caller's language, or in Arabic where it has not been translated.
    var title: String
    /// Every translation.
    var name: Name

    init(_ category: Category, in languages: [Language]) {
        id = category.id
        title = category.name.text(in: languages)
        name = category.name
    }
}
