namespace GridCity.Core.Space;

/// <summary>The cells of a city in its metre plane, found by point in constant time.</summary>
public sealed class Grid
{
    /// <summary>How many cells there are; indices run from 0 in the order of the codes.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary>The code of a cell.</summary>
    public CellCode CodeOf(int index) => throw new NotImplementedException();

    /// <summary>The index of a code, or -1.</summary>
    public int IndexOf(CellCode code) => throw new NotImplementedException();

    /// <summary>The cell at a point, or -1; on a shared edge the lower code wins. Never allocates.</summary>
    public int Locate(PlanePoint point) => throw new NotImplementedException();

    /// <summary>The area of a cell in square metres.</summary>
    public double AreaOf(int index) => throw new NotImplementedException();

    /// <summary>The smallest box around a cell.</summary>
    public PlaneBox BoundsOf(int index) => throw new NotImplementedException();

    /// <summary>The smallest box around all cells.</summary>
    public PlaneBox Bounds => throw new NotImplementedException();

    /// <summary>The cells that share more than a point with a cell, in the order of the codes.</summary>
    public IReadOnlyList<int> NeighboursOf(int index) => throw new NotImplementedException();

    /// <summary>Adds to <paramref name="found"/> every cell that has a point within a distance, in the order of the codes.</summary>
    public void FindWithin(PlanePoint point, double metres, List<int> found) => throw new NotImplementedException();

    /// <summary>The distance in metres from a point inside a cell to that cell's border.</summary>
    public double BorderDistance(int index, PlanePoint point) => throw new NotImplementedException();

    /// <summary>
    /// The nearest other cell within a distance of a point inside a cell, and how far it is; the lower code on ties, -1 when
    /// there is none.
    /// </summary>
    public (int Cell, double Distance) NearestOther(int index, PlanePoint point, double within) => throw new NotImplementedException();

    /// <summary>The rings of a cell, each closed: an outer ring, its holes, then the next part's outer ring, and so on.</summary>
    public IReadOnlyList<CellRing> RingsOf(int index) => throw new NotImplementedException();
}

/// <summary>One closed ring of a cell's border; a hole lies in the outer ring before it.</summary>
public readonly record struct CellRing(bool IsHole, ReadOnlyMemory<PlanePoint> Points);

/// <summary>A box of a plane, in metres.</summary>
public readonly record struct PlaneBox(double MinX, double MinY, double MaxX, double MaxY);
