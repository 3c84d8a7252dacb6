import { sql } from '../../kernel/context.ts';

export interface EmploymentRow {
  id: bigint;
  company: string;
  region_id: number;
  title: string;
  role: number;
  start_month: string;
  end_month: string | null;
  detail: string;
}

/** Parameters of each list: whose, which (null: all). */
export const employmentRows = sql<EmploymentRow>(
  'profiles.employments',
  `select id, company, region_id, title, role, start_month, end_month, detail from employment
   where party_id = $1 and ($2::bigint is null or id = $2) order by start_month desc, id desc limit 50`,
);

export const insertEmployment = sql<{ id: bigint }>(
  'profiles.insert_employment',
  `insert into employment (party_id, company, region_id, title, role, start_month, end_month, detail, created_at, updated_at)
   select $1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz, $9::timestamptz
   where (select count(*) from employment where party_id = $1) < 50 returning id`,
);

export const updateEmployment = sql<{ id: bigint }>(
  'profiles.update_employment',
  `update employment set company = $3, region_id = $4, title = $5, role = $6, start_month = $7, end_month = $8,
     detail = $9, updated_at = $10
   where id = $1 and party_id = $2 returning id`,
);

export const deleteEmployment = sql<{ id: bigint }>(
  'profiles.delete_employment',
  'delete from employment where id = $1 and party_id = $2 returning id',
);

export interface EducationRow {
  id: bigint;
  school: string;
  degree: string;
  area: string;
  start_year: number;
  end_year: number;
  detail: string;
}

export const educationRows = sql<EducationRow>(
  'profiles.educations',
  `select id, school, degree, area, start_year, end_year, detail from education
   where party_id = $1 and ($2::bigint is null or id = $2) order by start_year desc, id desc limit 50`,
);

export const insertEducation = sql<{ id: bigint }>(
  'profiles.insert_education',
  `insert into education (party_id, school, degree, area, start_year, end_year, detail, created_at, updated_at)
   select $1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $8::timestamptz
   where (select count(*) from education where party_id = $1) < 50 returning id`,
);

export const updateEducation = sql<{ id: bigint }>(
  'profiles.update_education',
  `update education set school = $3, degree = $4, area = $5, start_year = $6, end_year = $7, detail = $8, updated_at = $9
   where id = $1 and party_id = $2 returning id`,
);

export const deleteEducation = sql<{ id: bigint }>(
  'profiles.delete_education',
  'delete from education where id = $1 and party_id = $2 returning id',
);

export interface PortfolioRow {
  id: bigint;
  name: string;
  category_id: number;
  detail: string;
  end_month: string | null;
  link: string;
  skills: string[];
  picture_id: bigint | null;
}

export const portfolioRows = sql<PortfolioRow>(
  'profiles.portfolios',
  `select id, name, category_id, detail, end_month, link, skills, picture_id from portfolio
   where party_id = $1 and ($2::bigint is null or id = $2) order by id desc limit 50`,
);

export const insertPortfolio = sql<{ id: bigint }>(
  'profiles.insert_portfolio',
  `insert into portfolio (party_id, name, category_id, detail, end_month, link, skills, created_at, updated_at)
   select $1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $8::timestamptz
   where (select count(*) from portfolio where party_id = $1) < 50 returning id`,
);

export const updatePortfolio = sql<{ id: bigint }>(
  'profiles.update_portfolio',
  `update portfolio set name = $3, category_id = $4, detail = $5, end_month = $6, link = $7, skills = coalesce($8, skills),
     updated_at = $9
   where id = $1 and party_id = $2 returning id`,
);

export const setPicture = sql<never>('profiles.set_picture', 'update portfolio set picture_id = $2 where id = $1');

export const deletePortfolio = sql<{ id: bigint }>(
  'profiles.delete_portfolio',
  'delete from portfolio where id = $1 and party_id = $2 returning id',
);
