import Kernel
import Platform
import Web

/// Which shelves are wanted.
struct CategoryFilter: Query {
    /// Only those right below it.
    var parentId: ID<Category>?

    func takes(_ category: Category) -> Bool { parentId == nil || category.parent == parentId }
}

struct NewCategory: Body {
    var name: Name
    /// Nothing above it when absent.
    var parentId: ID<Category>?
    /// Among its siblings, from small to large.
    var position: Ranged<0, 1_000_000>?
    var isActive: Bool?
}

/// Absent members stay as they are; null clears those that may be missing.
struct CategoryChanges: Body, MergePatch {
    var name: Name?
    var parentId: Change<ID<Category>>
    /// True takes it out from below another.
    var isRoot: Bool?
    var position: Ranged<0, 1_000_000>?
    var isActive: Bool?
}

struct CategoryView: View {
    var id: ID<Category>
    var parentId: ID<Category>?
    /// How many are above it.
    var level: Int
    /// In the caller's language.
    var title: String
    var name: Name
    var position: Int
    var isActive: Bool
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int
    /// From the root down to it; of one category alone.
    var path: [CategoryCrumb]?
    /// What stands right below it; of one category alone.
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

/// A category by its name.
struct CategoryCrumb: View {
    var id: ID<Category>
    /// In the caller's language.
    var title: String
    var name: Name

    init(_ category: Category, in languages: [Language]) {
        id = category.id
        title = category.name.text(in: languages)
        name = category.name
    }
}
